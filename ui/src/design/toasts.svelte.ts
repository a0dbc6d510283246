export type Tone = "info" | "warning" | "error" | "done";

interface Said {
  tone: Tone;
  text: string;
  // Until somebody closes it.
  stays?: boolean;
  offer?: { label: string; run: () => void };
}

interface Toast extends Said {
  id: number;
}

const SHOWN_MS = 6_000;
const MOST = 3;

let next = 0;
let shown = $state<Toast[]>([]);

export function toasts(): readonly Toast[] {
  return shown;
}

// Makes room among those that go by themselves.
function crowded(): Toast[] {
  const passing = shown.filter(({ stays }) => !stays).slice(1 - MOST);
  return shown.filter((one) => one.stays || passing.includes(one));
}

export function toast(said: Said) {
  const id = next++;
  shown = [...crowded(), { ...said, id }];
  if (!said.stays) setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number) {
  shown = shown.filter((one) => one.id !== id);
}
