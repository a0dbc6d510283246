import type { ChartCheck } from "$bindings/ChartCheck";
import type { ChartView } from "$bindings/ChartView";
import { call } from "./call";

interface NewChart {
  edition: number;
  text: string;
  note: string;
}

export const chart = () => call<ChartView>("GET", "/chart");

export const checkChart = (text: string) => call<ChartCheck>("POST", "/chart/check", { text });

export const setChart = (chart: NewChart) => call<ChartView>("PUT", "/chart", { ...chart });
