import { pageNonce } from '../../app/page-nonce.ts';
import { useWords } from '../../i18n/words.ts';

/** The report as it is, in a frame that may do nothing at all; it inherits the page's policy, so its style carries the nonce. */
export function ReportFrame({ html }: { readonly html: string }) {
  const { t } = useWords();
  const nonce = pageNonce() ?? '';
  return (
    <iframe
      className="report-frame"
      title={t('deliver.report')}
      sandbox=""
      srcDoc={html.replace('<style>', `<style nonce="${nonce}">`)}
    />
  );
}
