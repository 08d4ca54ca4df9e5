export { createTensorflowTrainer } from './tensorflow-trainer.ts';
