export type Tone = "info" | "warning" | "error" | "done";

interface Toast {
  id: number;
  tone: Tone;
  text: string;
}

const SHOWN_MS = 6_000;
const MOST = 3;

let next = 0;
let shown = $state<Toast[]>([]);

export function toasts(): readonly Toast[] {
  return shown;
}

export function toast({ tone, text }: { tone: Tone; text: string }) {
  const id = next++;
  shown = [...shown.slice(1 - MOST), { id, tone, text }];
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number) {
  shown = shown.filter((one) => one.id !== id);
}
