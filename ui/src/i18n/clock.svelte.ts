const TICK_MS = 5_000;

let offset = 0;
let current = $state(Date.now());

export function now(): number {
  return current;
}

// Times come from the hub's clock, which may differ from this computer's.
export function setClock(hubNow: string) {
  offset = Date.parse(hubNow) - Date.now();
  current = Date.now() + offset;
}

export function startClock(): () => void {
  const timer = setInterval(() => (current = Date.now() + offset), TICK_MS);
  return () => clearInterval(timer);
}
