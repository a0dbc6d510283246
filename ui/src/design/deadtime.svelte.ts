// An action that just appeared or changed takes no decision for so long: a key meant for the one before must not hit it.
export const DEAD_TIME_MS = 600;

export class DeadTime {
  isOver = $state(false);
  // Counts the dead times, so that the bar can show each of them run.
  count = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onover: () => void;

  constructor(onover: () => void = () => undefined) {
    this.#onover = onover;
  }

  begin() {
    this.stop();
    this.isOver = false;
    this.count++;
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#onover();
    }, DEAD_TIME_MS);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
