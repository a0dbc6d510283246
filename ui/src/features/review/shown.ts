import type { Shown } from "$bindings/Shown";
import type { Span } from "$bindings/Span";

export function characters(shown: Shown): number {
  let count = 0;
  for (const span of shown) {
    // The second half of a surrogate pair is no character of its own.
    count += span.kind === "mark" ? 1 : span.text.length - (span.text.match(/[\uDC00-\uDFFF]/g)?.length ?? 0);
  }
  return count;
}

// The beginning of a text, cut between two characters. A mark counts as one.
export function beginning(shown: Shown, most: number, pieces: number): { shown: Shown; isWhole: boolean } {
  const kept: Span[] = [];
  let left = most;
  for (const span of shown) {
    if (left === 0 || kept.length === pieces) return { shown: kept, isWhole: false };
    if (span.kind === "mark" || span.text.length <= left) {
      kept.push(span);
      left -= span.kind === "mark" ? 1 : span.text.length;
      continue;
    }
    const isHalved = /^[\uD800-\uDBFF]$/.test(span.text.charAt(left - 1));
    kept.push({ kind: "text", text: span.text.slice(0, isHalved ? left - 1 : left) });
    return { shown: kept, isWhole: false };
  }
  return { shown: kept, isWhole: true };
}
