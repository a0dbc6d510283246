export const icons = {
  activity: ["M4 5h16", "M4 10h16", "M4 15h10", "M4 20h7", "M17 20l2 2 4-5"],
  agents: ["M7 8h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3z", "M12 8V4", "M9 13v2", "M15 13v2"],
  check: ["M5 12.5l4.5 4.5L19 7"],
  chevron: ["M9 6l6 6-6 6"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  copy: ["M9 9h10v10H9z", "M5 15V5h10"],
  download: ["M12 4v11", "M7.5 11l4.5 4.5 4.5-4.5", "M5 20h14"],
  error: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 8v5", "M12 16v.01"],
  escalate: ["M7 17L17 7", "M9 7h8v8"],
  inbox: ["M4 13l3-8h10l3 8v6H4z", "M4 13h5l1 3h4l1-3h5"],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 11v5", "M12 8v.01"],
  lock: ["M6 11h12v9H6z", "M9 11V8a3 3 0 0 1 6 0v3"],
  outcomes: ["M4 20h16", "M7 16v-4", "M12 16V8", "M17 16V5"],
  person: ["M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z", "M5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5"],
  plus: ["M12 5v14", "M5 12h14"],
  rules: ["M5 4h14v16H5z", "M9 9h6", "M9 13h6", "M9 17h3"],
  search: ["M10.5 5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z", "M15 15l4.5 4.5"],
  settings: ["M4 7h9", "M17 7h3", "M15 5v4", "M4 17h3", "M11 17h9", "M9 15v4"],
  stop: ["M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z", "M8 12h8"],
  warning: ["M12 4l9 16H3z", "M12 10v4", "M12 17v.01"],
} as const;

export type IconName = keyof typeof icons;
