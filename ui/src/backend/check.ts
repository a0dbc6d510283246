import type { FileCheck } from "$bindings/FileCheck";
import type { Shown } from "$bindings/Shown";
import { invoke } from "./call";

// What is known of a file before it is checked. The page never sees more of one.
export interface Given {
  name: Shown;
}

export const chooseFile = () => invoke<Given | null>("choose_file");

// Checks the file that was given last. No key is that of the hub.
export const checkFile = (key: string | null, earlier: string | null) =>
  invoke<FileCheck>("check_file", { key, earlier });

export const cancelCheck = () => invoke<null>("cancel_check");
