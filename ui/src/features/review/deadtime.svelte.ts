export { DEAD_TIME_MS, DeadTime } from "$design/deadtime.svelte";
