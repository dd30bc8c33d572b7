import { expect, test } from 'vitest';
import { hostsToml } from '../../main/steps/runtime/registry-mirrors.step.ts';

const registry = { machine: 'h2', address: '10.0.0.2', port: 5000, platform: 'linux/amd64', machineId: '' };

test('the site registry stands as the server: containerd has no other host to ask', () => {
  const file = hostsToml(registry, 'registry.k8s.io', 'Basic eDp5');
  expect(file).toBe(`server = "https://10.0.0.2:5000/v2/registry.k8s.io"
capabilities = ["pull", "resolve"]
override_path = true
ca = "/etc/ferryman/registry/ca.crt"

[header]
  Authorization = "Basic eDp5"
`);
});

test("an upstream's port is no part of its folder", () => {
  expect(hostsToml(registry, 'harbor.corp:8443', '')).toContain('/v2/harbor.corp"');
});
