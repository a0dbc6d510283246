function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

const isModalOpen = () => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

// Whether an input method has the key. WebKit on macOS says so by the code alone where the key ends what is composed.
export function isComposed(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

// The key alone, or null where it must not act: combined, composed by an input method, typed or behind a dialog.
export function heldKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || isComposed(event)) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isModalOpen()) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

// Like `heldKey`, and null while a key repeats: holding one down decides nothing.
export function plainKey(event: KeyboardEvent): string | null {
  return event.repeat ? null : heldKey(event);
}

export function isSend(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat && !isComposed(event);
}

// In a field it takes back what was typed.
export function isUndo(event: KeyboardEvent): boolean {
  const combined = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !event.repeat;
  if (!combined || event.key.toLowerCase() !== "z") return plainKey(event) === "u";
  return !event.defaultPrevented && !isTyping(event.target) && !isModalOpen();
}
