import type { FileCheck } from "$bindings/FileCheck";
import { cancelCheck, checkFile, chooseFile, type Given } from "$backend/check";
import { on } from "$backend/events";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

type Step =
  | { step: "idle" }
  | { step: "running"; read: number; size: number; cancelling: boolean }
  | { step: "done"; check: FileCheck };

export class Checking {
  // Nothing, until a file is there.
  file = $state.raw<Given | null>(null);
  now = $state<Step>({ step: "idle" });
  // Whether it is checked with another key than the hub's own.
  isOther = $state(false);
  pasted = $state("");
  earlier = $state("");

  watch(): () => void {
    return on("check-progress", ({ read, size }) => {
      if (this.now.step === "running") Object.assign(this.now, { read, size });
    });
  }

  // A file that is given is checked at once.
  give(file: Given) {
    this.file = file;
    void this.run();
  }

  async choose() {
    try {
      const file = await chooseFile();
      if (file) this.give(file);
    } catch (error) {
      toast(failure(error));
    }
  }

  async run() {
    this.now = { step: "running", read: 0, size: 0, cancelling: false };
    const mine = this.now;
    try {
      const check = await checkFile(this.isOther ? this.pasted : null, this.earlier.trim() || null);
      if (this.now === mine) this.now = { step: "done", check };
    } catch (error) {
      // Another file has taken its place.
      if (this.now !== mine) return;
      toast(mine.step === "running" && mine.cancelling ? { tone: "info", text: t("check.cancelled") } : failure(error));
      this.now = { step: "idle" };
    }
  }

  async cancel() {
    if (this.now.step !== "running") return;
    this.now.cancelling = true;
    try {
      await cancelCheck();
    } catch (error) {
      toast(failure(error));
    }
  }
}
