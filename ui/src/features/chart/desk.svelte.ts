import type { ChartCheck } from "$bindings/ChartCheck";
import type { ChartView } from "$bindings/ChartView";
import { chart, checkChart, setChart } from "$backend/chart";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { TEXT_BYTES_MAX } from "./model";

const CHECK_AFTER_MS = 400;

// What is written and not yet saved. A change by somebody else does not touch it; saving says so.
export class Draft {
  text = $state("");
  note = $state("");
  // None while it is checked.
  check = $state.raw<ChartCheck | null>(null);
  readonly edition: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #count = 0;

  constructor(edition: number, text: string) {
    this.edition = edition;
    this.write(text);
  }

  get isSound(): boolean {
    return this.check !== null && this.check.unread === null && this.check.faults.length === 0;
  }

  // Tried a moment after the last key. An answer to an older text is dropped.
  write(text: string) {
    this.text = text;
    this.check = null;
    clearTimeout(this.#timer);
    const count = ++this.#count;
    this.#timer = setTimeout(async () => {
      try {
        const check = await checkChart(text);
        if (count === this.#count) this.check = check;
      } catch (error) {
        toast(failure(error));
      }
    }, CHECK_AFTER_MS);
  }

  async read(file: File) {
    if (file.size > TEXT_BYTES_MAX) return toast({ tone: "warning", text: t("chart.too_long") });
    try {
      this.write(await file.text());
    } catch {
      toast({ tone: "warning", text: t("chart.no_file") });
    }
  }
}

export class Desk {
  view = $state.raw<ChartView | null>(null);
  draft = $state<Draft | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.view = await chart();
    } catch (error) {
      toast(failure(error));
    }
  }

  edit(text = this.view?.text ?? "") {
    if (this.view) this.draft = new Draft(this.view.edition, text);
  }

  async save({ edition, text, note }: Draft) {
    this.sending = true;
    try {
      this.view = await setChart({ edition, text, note: note.trim() });
      this.draft = null;
      toast({ tone: "done", text: t("chart.saved_toast", { edition: this.view.edition }) });
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
  }
}
