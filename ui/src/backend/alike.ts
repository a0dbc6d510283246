import type { ActionId } from "$bindings/ActionId";
import type { BatchResult } from "$bindings/BatchResult";
import type { BatchView } from "$bindings/BatchView";
import type { SimilarView } from "$bindings/SimilarView";
import { call } from "./call";
import type { Seen } from "./calls";

export const BATCH_MAX = 50;

export type BatchAnswer = { answer: "approve"; note?: string } | { answer: "reject"; reason: string };

export const similar = (id: ActionId) => call<SimilarView>("GET", `/actions/${encodeURIComponent(id)}/similar`);

export const preview = (ids: readonly ActionId[]) => call<BatchView>("POST", "/batches/preview", { ids });

export const decideAll = (answer: BatchAnswer, items: readonly Seen[]) =>
  call<BatchResult[]>("POST", "/batches/decide", { ...answer, items });
