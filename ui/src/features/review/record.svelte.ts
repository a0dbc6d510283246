import type { ActionId } from "$bindings/ActionId";
import { reveal, saveRecord } from "$backend/device";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

let making = $state<ActionId | null>(null);

// Laying pages out takes a while, and one at a time is enough.
export const isMakingRecord = () => making !== null;

async function show(path: string) {
  try {
    await reveal(path);
  } catch (error) {
    toast(failure(error));
  }
}

export async function makeRecord(id: ActionId) {
  if (making !== null) return;
  making = id;
  try {
    const path = await saveRecord(id);
    const offer = { label: t("report.reveal"), run: () => void show(path) };
    toast({ tone: "done", text: t("record.made"), offer });
  } catch (error) {
    toast(failure(error));
  } finally {
    making = null;
  }
}
