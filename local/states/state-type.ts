/** The states of ASL; each has a file of its own in `state/`. */
export type StateType =
  | "Task"
  | "Choice"
  | "Wait"
  | "Pass"
  | "Succeed"
  | "Fail"
  | "Parallel"
  | "Map";
