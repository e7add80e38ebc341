export { AsyncFunction } from "./async-function.ts";
export type { AsyncFunctionProps } from "./async-function-props.ts";
export { Callbacks } from "./callbacks.ts";
export type { CallbacksProps } from "./callbacks-props.ts";
export { Trackers } from "./trackers.ts";
export type { TrackersProps } from "./trackers-props.ts";
