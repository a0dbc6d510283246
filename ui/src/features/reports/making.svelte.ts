import * as device from "$backend/device";
import { on } from "$backend/events";
import { exportProgress } from "$backend/reports";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { isLaidOut, type Span } from "./model";

const ASK_MS = 500;

type Progress =
  | { step: "choose" }
  | { step: "running"; rows: number; share: number | null; cancelling: boolean }
  | { step: "done"; path: string; rows: number | null };

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

  async run({ from, to }: Span, format: device.ExportFormat, language: device.Language) {
    this.progress = { step: "running", rows: 0, share: null, cancelling: false };
    const ticket = crypto.randomUUID();
    const asking = isLaidOut(format) ? setInterval(() => void this.#ask(ticket), ASK_MS) : undefined;
    try {
      const span = { from: from.toISOString(), to: to.toISOString() };
      const done = await device.exportDecisions({ ...span, format, language, ticket });
      this.progress = { step: "done", ...done };
    } catch (error) {
      if (!this.#isCancelled()) toast(failure(error));
      this.progress = { step: "choose" };
    } finally {
      clearInterval(asking);
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

  // What is laid out as a whole sends nothing before it is done, so the hub is asked how far it has come.
  async #ask(ticket: string) {
    try {
      const { share, rows } = await exportProgress(ticket);
      if (this.progress.step === "running") Object.assign(this.progress, { share, rows });
    } catch {
      // It has not begun, or is over: the file itself tells.
    }
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
