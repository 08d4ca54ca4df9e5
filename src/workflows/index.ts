export { regionController } from './region-controller.ts';
export { regionCycle } from './region-cycle.ts';
export { segmentTraining } from './segment-training.ts';
export { weeklyTick } from './weekly-tick.ts';
