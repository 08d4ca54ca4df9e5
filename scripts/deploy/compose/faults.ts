import type { ComposeProject, ComposeService } from './project.ts';

/** May run as root: it hands a new volume to the user that the object store runs as. */
const asRoot = new Set(['objects-volume']);

/** Seconds a worker has at least before it is killed; it writes a checkpoint every two. */
const shortestGraceOfWorkers = 60;

/** What in a compose project is not as the documentation promises, each with the service and the field. */
export function composeFaults({ services, secrets = {} }: ComposeProject): readonly string[] {
  const ofServices = Object.entries(services).flatMap(([name, service]) =>
    [...hardeningFaults(name, service), ...operationFaults(service, services), ...secretFaults(service)].map(
      (fault) => `${name}: ${fault}`,
    ),
  );
  const ofSecrets = Object.entries(secrets).flatMap(([name, { file }]) =>
    file === undefined ? [`secret ${name}: is not a file`] : [],
  );
  return [...ofServices, ...ofSecrets];
}

function hardeningFaults(name: string, service: ComposeService): readonly string[] {
  const faults: string[] = [];
  const tag = service.image?.split('/').at(-1)?.split(':')[1];
  if (tag === undefined || tag === 'latest') faults.push(`image ${service.image} has no version`);
  if (service.read_only !== true) faults.push('read_only is not set');
  if (!service.cap_drop?.includes('ALL')) faults.push('cap_drop lacks ALL');
  if (!service.security_opt?.includes('no-new-privileges:true')) faults.push('security_opt lacks no-new-privileges');
  const root = service.user === undefined || /^(0|root)(:|$)/.test(service.user);
  if (root && !asRoot.has(name)) faults.push(`user ${service.user ?? 'of the image'} may be root`);
  for (const port of service.ports ?? []) {
    const host = typeof port === 'string' ? port.split(':').at(-3) : port.host_ip;
    if (host !== '127.0.0.1') faults.push(`port ${JSON.stringify(port)} is not published on 127.0.0.1`);
  }
  return faults;
}

function operationFaults(service: ComposeService, services: ComposeProject['services']): readonly string[] {
  const faults: string[] = [];
  const limits = service.deploy?.resources?.limits;
  for (const what of ['cpus', 'memory', 'pids'] as const) {
    if (limits?.[what] === undefined) faults.push(`the limit of ${what} is missing`);
  }
  const runsOn = service.restart === 'unless-stopped';
  if (runsOn && service.healthcheck === undefined) faults.push('healthcheck is missing');
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    const needed = services[other]?.restart === 'unless-stopped' ? 'service_healthy' : 'service_completed_successfully';
    if (condition !== needed) faults.push(`depends_on ${other} needs the condition ${needed}`);
  }
  if (wordsOf(service.command)[0] === 'worker' && seconds(service.stop_grace_period) < shortestGraceOfWorkers) {
    faults.push(`stop_grace_period ${service.stop_grace_period} is shorter than ${shortestGraceOfWorkers} s`);
  }
  return faults;
}

function secretFaults({ environment = {} }: ComposeService): readonly string[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const holdsSecret = /(PASSWORD|PWD|SECRET|TOKEN|API_KEY|ACCESS_KEY)/.test(variable) && !/_FILE$/.test(variable);
    const inUrl = /:\/\/[^/@\s]*:[^/@\s]*@/.test(value ?? '');
    return holdsSecret || inUrl ? [`environment ${variable} holds a secret`] : [];
  });
}

function wordsOf(command: ComposeService['command']): readonly string[] {
  return typeof command === 'string' ? command.split(' ') : (command ?? []);
}

/** Of `1m30s`; 10 is what Docker takes where nothing is said. */
function seconds(duration: string | undefined): number {
  if (duration === undefined) return 10;
  const [, hours = '0', minutes = '0', rest = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
