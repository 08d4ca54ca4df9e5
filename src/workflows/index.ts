export { modelAdoption } from './model-adoption.ts';
export { promotion } from './promotion.ts';
export { regionController } from './region-controller.ts';
export { regionCycle } from './region-cycle.ts';
export { segmentTraining } from './segment-training.ts';
export { sourceWatch } from './source-watch.ts';
export { weeklyTick } from './weekly-tick.ts';
