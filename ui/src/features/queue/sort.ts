import type { Sort } from "$backend/calls";

export const SORTS: readonly Sort[] = ["risk", "due", "arrival"];

export const nextSort = (sort: Sort): Sort => SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] ?? "risk";
