export {
  defaultFeatures,
  defineProject,
  defineSource,
  type ProjectDefinition,
  type SourceDefinition,
} from './project/define-project.ts';
export { lineColumn, type ConditionerContext } from './project/loaded-project.ts';
export { parseNumber } from './project/parse-number.ts';
