import { ActionIcon, AppShell, Burger, Group, NativeSelect, NavLink, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import icon from '../icon.svg';
import { useAnswer } from '../api/use-answer.ts';
import { useSession } from '../api/use-session.ts';
import { Pill } from '../parts/pill.tsx';
import { pathTo } from '../paths.ts';
import { useEnvironment } from './environment.ts';
import { WhoAsks } from './who-asks.tsx';
import { LiveState } from './live-state.tsx';
import { permittedEnvironments } from './permitted-environments.ts';

/** What surrounds every page: project, environment, navigation. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  const [location] = useLocation();
  useEffect(close, [close, location]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Header opened={opened} toggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <div style={{ flex: 1 }}>
          <Navigation />
        </div>
        <WhoAsks />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function Header({ opened, toggle }: { readonly opened: boolean; readonly toggle: () => void }) {
  const environment = useEnvironment();
  const project = useAnswer('project.show', {}).data;
  const [, navigate] = useLocation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isDark = colorScheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : colorScheme === 'dark';
  const session = useSession().data;
  const permitted = permittedEnvironments(project?.environments ?? [], session).map(({ name }) => name);
  const environments = permitted.includes(environment) ? permitted : [environment, ...permitted];
  return (
    <Group h="100%" px="md" gap="sm" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
        <Link className="brand" href={pathTo.today(environment)}>
          <img src={icon} alt="" width={24} height={24} />
          {project?.name ?? 'Shelfcast'}
        </Link>
      </Group>
      <Group gap="sm" wrap="nowrap">
        <LiveState />
        <NativeSelect
          aria-label="Environment"
          size="xs"
          data={environments}
          value={environment}
          onChange={({ currentTarget }) => navigate(pathTo.today(currentTarget.value))}
        />
        <ActionIcon
          variant="default"
          aria-label={isDark ? 'Use light colours' : 'Use dark colours'}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {isDark ? '☀' : '☾'}
        </ActionIcon>
      </Group>
    </Group>
  );
}

function Navigation() {
  const environment = useEnvironment();
  const [location] = useLocation();
  const waiting = useAnswer('overview.show', { environment }).data?.waitingDecisions ?? 0;
  const today = pathTo.today(environment);
  const pages = [
    { label: 'Today', href: today },
    { label: 'Decisions', href: pathTo.decisions(environment), count: waiting },
    { label: 'Forecasts', href: pathTo.forecasts(environment) },
    { label: 'Models', href: pathTo.models(environment) },
    { label: 'Monitoring', href: pathTo.monitoring(environment) },
    { label: 'Data', href: pathTo.data(environment) },
    { label: 'Lineage', href: pathTo.lineage(environment) },
    { label: 'Value and cost', href: pathTo.value(environment) },
    { label: 'Audit', href: pathTo.audit(environment) },
  ];
  return pages.map(({ label, href, count = 0 }) => {
    const active = href === today ? location === today : location.startsWith(href);
    return (
      <NavLink
        key={href}
        component={Link}
        href={href}
        label={label}
        active={active}
        color="gray"
        variant="light"
        aria-current={active ? 'page' : undefined}
        rightSection={
          count > 0 ? (
            <Pill tone="warn">
              {count}
              <span className="visually-hidden"> waiting</span>
            </Pill>
          ) : undefined
        }
      />
    );
  });
}
