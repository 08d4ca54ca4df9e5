import { expect, it } from 'vitest';
import { enabledMembers } from '../../src/contracts/enabled-members.ts';

it('members are those that the parameters have on; those of earlier code know no trees', () => {
  expect(enabledMembers({ trees: { enabled: true } })).toEqual(['lasso', 'network', 'trees']);
  expect(enabledMembers({ trees: { enabled: false } })).toEqual(['lasso', 'network']);
  expect(enabledMembers({})).toEqual(['lasso', 'network']);
});
