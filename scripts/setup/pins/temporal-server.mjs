/**
 * Temporal's server as an installation of one's own runs it, for tests against such a one: the same release as the dev server's. The sum is
 * that of the Go module, which Go also checks with its checksum database.
 */
export const TEMPORAL_SERVER = {
  module: 'go.temporal.io/server',
  version: '1.29.1',
  sum: 'h1:sgiMveg/8e51lA62pWb9VzC5WTRitKFyT6XsjonHUhE=',
  /** Paths of the packages of the server, and of the tool that makes its tables and brings the statements for it. */
  packages: ['go.temporal.io/server/cmd/server', 'go.temporal.io/server/cmd/tools/sql'],
  programs: ['server', 'sql'],
};
