import type { Key } from "$i18n/t";

interface Shortcut {
  keys: readonly string[];
  key: Key & `shortcut.${string}`;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: ["J", "↓"], key: "shortcut.next" },
  { keys: ["K", "↑"], key: "shortcut.previous" },
  { keys: ["X"], key: "shortcut.pick" },
  { keys: ["Shift J", "Shift K"], key: "shortcut.pick_on" },
  { keys: ["Shift X"], key: "shortcut.alike" },
  { keys: ["S"], key: "shortcut.sort" },
  { keys: ["F"], key: "shortcut.filter" },
  { keys: ["↵"], key: "shortcut.open" },
  { keys: ["Esc"], key: "shortcut.back" },
  { keys: ["A"], key: "shortcut.approve" },
  { keys: ["Y"], key: "shortcut.confirm" },
  { keys: ["P"], key: "shortcut.grant" },
  { keys: ["R"], key: "shortcut.reject" },
  { keys: ["E"], key: "shortcut.escalate" },
  { keys: ["B"], key: "shortcut.ask_back" },
  { keys: ["M"], key: "shortcut.amend" },
  { keys: ["W"], key: "shortcut.withdraw" },
  { keys: ["T"], key: "shortcut.take" },
  { keys: ["U", "Ctrl Z"], key: "shortcut.undo" },
  { keys: ["C"], key: "shortcut.comment" },
  { keys: ["V"], key: "shortcut.read" },
  { keys: ["G"], key: "shortcut.rule" },
  { keys: ["D"], key: "shortcut.record" },
  { keys: ["Ctrl ↵"], key: "shortcut.send" },
  { keys: ["1", "2", "3", "4", "5", "6", "7"], key: "shortcut.views" },
  { keys: ["H"], key: "shortcut.halt" },
  { keys: ["Ctrl K"], key: "shortcut.palette" },
  { keys: ["?"], key: "shortcut.help" },
  { keys: ["Ctrl Q"], key: "shortcut.quit" },
];
