// The one way to make a cluster model.
import { ClusterModel } from "./cluster-model.ts";
import type { EngineTopic, ModelApi, ModelChanges, ModelContext, ModelOptions } from "./model.ts";
import { RENDERERS, type Renderer } from "./render/renderers.ts";
import type { View } from "./view.ts";

export function createModel(options: ModelOptions): ModelApi {
  return new RenderedModel(options);
}

class RenderedModel extends ClusterModel implements ModelApi {
  isTouched(topic: EngineTopic, changes: ModelChanges): boolean {
    return rendererOf(topic).isTouched(this, topic, changes);
  }

  render(topic: EngineTopic, context: ModelContext, now: number): View {
    return rendererOf(topic).render(this, topic, context, now);
  }
}

/** Of any kind: it is given topics of its own. */
function rendererOf({ kind }: EngineTopic): Renderer<EngineTopic["kind"]> {
  return RENDERERS[kind];
}
