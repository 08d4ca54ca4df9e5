import { expect, test } from 'vitest';
import { exportsByItself, readMlflowSettings } from '../../../src/composition/tracking/mlflow-settings.ts';

test('the address is known without what is secret in it', () => {
  const { tracking, names } = readMlflowSettings('shop', {
    MLFLOW_TRACKING_URI: 'https://ann:hidden@mlflow.example/team/?token=hidden',
  });
  expect(tracking.target).toBe('https://mlflow.example/team');
  expect(names.modelPrefix).toBe('shelfcast.shop');
});

test('faults are reported together, by the names of the variables and without their values', () => {
  const read = (): unknown =>
    readMlflowSettings('shop', { MLFLOW_TRACKING_URI: 'ftp://hidden', MLFLOW_EXPERIMENT_NAME: '' });
  expect(read).toThrow(
    /MLFLOW_TRACKING_URI: must be the http or https address of a tracking server; MLFLOW_EXPERIMENT_NAME/,
  );
  expect(read).not.toThrow(/hidden/);
  expect(() => readMlflowSettings('shop', {})).toThrow(/MLFLOW_TRACKING_URI/);
});

test('workers export automatically only where that is on', () => {
  expect(exportsByItself({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:5000' })).toBe(false);
  expect(exportsByItself({ SHELFCAST_MLFLOW: 'on' })).toBe(true);
  expect(() => exportsByItself({ SHELFCAST_MLFLOW: 'yes' })).toThrow('SHELFCAST_MLFLOW must be on or off');
});
