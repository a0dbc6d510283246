import * as device from "$backend/device";
import { on } from "$backend/events";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import type { Span } from "./model";

type Progress =
  | { step: "choose" }
  | { step: "running"; rows: number; cancelling: boolean }
  | { step: "done"; path: string; rows: number };

export class Making {
  progress = $state<Progress>({ step: "choose" });

  watch(): () => void {
    return on("export-progress", ({ rows }) => {
      if (this.progress.step === "running") this.progress.rows = rows;
    });
  }

  again() {
    if (this.progress.step === "done") this.progress = { step: "choose" };
  }

  async run({ from, to }: Span, format: device.ExportFormat) {
    this.progress = { step: "running", rows: 0, cancelling: false };
    try {
      const done = await device.exportDecisions(from.toISOString(), to.toISOString(), format);
      this.progress = { step: "done", ...done };
    } catch (error) {
      if (!this.#isCancelled()) toast(failure(error));
      this.progress = { step: "choose" };
    }
  }

  async cancel() {
    if (this.progress.step !== "running") return;
    this.progress.cancelling = true;
    await this.#try(device.cancelExport());
  }

  async reveal() {
    if (this.progress.step === "done") await this.#try(device.reveal(this.progress.path));
  }

  #isCancelled() {
    return this.progress.step === "running" && this.progress.cancelling;
  }

  async #try(work: Promise<unknown>) {
    try {
      await work;
    } catch (error) {
      toast(failure(error));
    }
  }
}
