import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'existing-cluster',
  severity: 'critical',
  title: text('不属于别的集群', 'Belongs to no other cluster'),
  why: text('在已有集群的机器上安装会毁掉那个集群', 'Installing over a cluster would destroy it'),
  lookAt: ({ existing }, _node, { plan }) => {
    const traces = [
      ...(existing.kubelet ? ['kubelet runs'] : []),
      ...(existing.kubeconfig ? ['/etc/kubernetes/kubelet.conf'] : []),
      ...(existing.etcdData ? ['/var/lib/etcd/member'] : []),
      ...(existing.docker ? ['docker runs'] : []),
    ];
    const evidence = `${traces.join(', ') || 'nothing found'}; set up by Ferryman for: ${existing.ferrymanSite || 'nobody'}`;
    if (existing.ferrymanSite === plan.site.name) {
      return { outcome: 'pass', summary: text('属于本站点', 'It belongs to this site'), evidence };
    }
    const isCluster = existing.kubeconfig || existing.etcdData || existing.kubelet;
    if (isCluster) {
      return {
        outcome: 'fail',
        summary: text('已属于另一个 Kubernetes 集群', 'It already belongs to another Kubernetes cluster'),
        evidence,
        remedy: text(
          '确认那个集群不再需要后，由其负责人清理，或换一台机器',
          'Let its owner remove that cluster once nobody needs it, or use another machine',
        ),
      };
    }
    return existing.docker
      ? {
          outcome: 'warn',
          summary: text('机器上运行着 Docker', 'Docker runs here'),
          evidence,
          remedy: text('确认没有业务依赖它', 'Make sure nothing depends on it'),
        }
      : { outcome: 'pass', summary: text('没有其他集群的痕迹', 'No trace of another cluster'), evidence };
  },
});
