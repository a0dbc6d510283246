import type { ChroniclePage } from "$bindings/ChroniclePage";
import { call } from "./call";

const PAGE_LENGTH = 50;

// Everything that is on record, newest first.
export const chronicle = (after: string | null) => {
  const query = new URLSearchParams({ limit: String(PAGE_LENGTH), ...(after !== null && { after }) });
  return call<ChroniclePage>("GET", `/ledger/entries?${query.toString()}`);
};
