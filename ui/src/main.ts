import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "@fontsource-variable/noto-sans-jp/index.css";
import "$design/tokens.css";
import "$design/base.css";
import { mount } from "svelte";
import App from "$app/App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
