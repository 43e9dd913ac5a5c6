// The one way to make a cluster model.
import { ClusterModel } from "./cluster-model.ts";
import type { ModelOptions } from "./model.ts";

export function createModel(options: ModelOptions): ClusterModel {
  return new ClusterModel(options);
}
