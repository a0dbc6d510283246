// What waits for a moment in which it can be taken back is sent when the window goes.
export const leave = () => window.dispatchEvent(new Event("pagehide"));
