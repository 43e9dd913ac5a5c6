// The one way to make a cluster model.
import { ClusterModel } from "./cluster-model.ts";
import type { ModelApi, ModelOptions } from "./model.ts";

export function createModel(options: ModelOptions): ModelApi {
  return new ClusterModel(options);
}
