import type { ActionId } from "$bindings/ActionId";
import type { SimilarView } from "$bindings/SimilarView";
import { call } from "./call";

export const similar = (id: ActionId) => call<SimilarView>("GET", `/actions/${encodeURIComponent(id)}/similar`);
