import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/telemetry/redact.ts';

const planted = {
  SHELFCAST_REGISTRY_URL: 'postgres://shelfcast:hunter2-registry@db.internal:5432/shelfcast',
  TEMPORAL_API_KEY: 'tmprl_key_planted_1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7PLANTED',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUt"planted/EXAMPLEKEY',
  AZURE_STORAGE_CONNECTION_STRING: 'AccountName=a;AccountKey=planted==',
  MLFLOW_TRACKING_PASSWORD: 'planted-mlflow',
  SHELFCAST_LOG_LEVEL: 'info',
  SHELFCAST_KEY_PREFIX: 'abc',
};
const redact = createRedactor(planted);

describe('secrets are taken out of a text', () => {
  test.each(Object.entries(planted).slice(0, 6))('%s, as it is and as JSON writes it', (name, value) => {
    const line = redact(`{"msg":${JSON.stringify(`connect failed: ${value}`)}} ${value}`);
    expect(line).not.toContain(value);
    expect(line).not.toContain(JSON.stringify(value).slice(1, -1));
    expect(line).not.toMatch(/planted|hunter2/i);
    expect(name === 'SHELFCAST_REGISTRY_URL' || line.includes(`<${name}>`)).toBe(true);
  });

  test('a password in any address, known or not', () => {
    expect(redact('{"url":"postgres://ines:secret@db/x"} https://user:pw@host')).toBe(
      '{"url":"postgres://…@db/x"} https://…@host',
    );
  });

  test('authorisation, keys of the API, private keys, fields with names of secrets', () => {
    const key = `shelfcast_${'aB3-_xyZ0'.repeat(5).slice(0, 43)}`;
    expect(redact(`authorization: Bearer ${key}`)).toBe('authorization: Bearer …');
    expect(redact(`no such key: ${key}`)).toBe('no such key: shelfcast_…');
    expect(redact('{"apiKey":"p\\"q","rows":3,"password":"x"}')).toBe('{"apiKey":"…","rows":3,"password":"…"}');
    expect(redact('-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----')).toBe('…');
  });

  test('everything else stays', () => {
    const text = '{"region":"north","key":"abc/large/fast","uri":"file:///data/x.csv","level":"info","at":"a@b.c"}';
    expect(redact(text)).toBe(text);
    expect(redact('shelfcast_forecast_published_timestamp_seconds')).toBe(
      'shelfcast_forecast_published_timestamp_seconds',
    );
  });
});
