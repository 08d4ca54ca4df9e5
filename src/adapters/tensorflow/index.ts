export { createTensorflowGram } from './tensorflow-gram.ts';
export { createTensorflowTrainer } from './tensorflow-trainer.ts';
