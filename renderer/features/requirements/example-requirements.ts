/** A small delivery to begin with; every value is meant to be replaced. */
export const exampleRequirements = `apiVersion: ferryman/v1
kind: Requirements
site:
  name: 示例站点
  customer: 示例客户
kubernetes:
  version: auto
  podCidr: 10.244.0.0/16
  serviceCidr: 10.96.0.0/16
network:
  dns: none
  ntp: none
changes:
  swap: keep
  firewall: keep
machines:
  - name: node-1
    address: 10.0.0.11
    access: { user: root, auth: agent }
  - name: node-2
    address: 10.0.0.12
    access: { user: root, auth: agent }
  - name: node-3
    address: 10.0.0.13
    access: { user: root, auth: agent }
`;
