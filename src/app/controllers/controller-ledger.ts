import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { ledgerEntrySchema } from './controller-schemas.ts';
import { addressesOf } from './on-regions.ts';

/** The triggers of a region that wait or run, and the latest ended ones. */
export const controllerLedger = defineOperation({
  name: 'controllers.ledger',
  role: 'reader',
  input: z.object({ environment: z.string(), region: z.string() }),
  answer: z.array(ledgerEntrySchema).readonly(),
  async run(app, { environment, region }) {
    const addresses = addressesOf(app, { environment, regions: [region] });
    return app.withOrchestration(async ({ controllers }) => {
      const ledgers = await Promise.all(addresses.map((address) => controllers.ledger(address)));
      return ledgers.flatMap((ledger) => ledger ?? []);
    });
  },
});
