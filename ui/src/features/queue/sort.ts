import type { Sort } from "$backend/calls";

export const SORTS: readonly Sort[] = ["risk", "due", "arrival"];

const KEPT = "sekisho.inbox.sort";

export const nextSort = (sort: Sort): Sort => SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] ?? "risk";

// What this device shows first. Where nothing can be kept, it is the most risky every time.
export function keptSort(): Sort {
  try {
    const kept = localStorage.getItem(KEPT);
    return SORTS.find((sort) => sort === kept) ?? "risk";
  } catch {
    return "risk";
  }
}

export function keepSort(sort: Sort) {
  try {
    localStorage.setItem(KEPT, sort);
  } catch {
    // It still counts until the window closes.
  }
}
