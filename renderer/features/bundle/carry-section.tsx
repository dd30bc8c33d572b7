import { CompareForm } from './compare-form.tsx';
import { InspectForm } from './inspect-form.tsx';
import { PapersForm } from './papers-form.tsx';
import { RepositoryForm } from './repository-form.tsx';
import { SplitForm } from './split-form.tsx';
import { VerifyForm } from './verify-form.tsx';

/** Between the office and the site. */
export function CarrySection() {
  return (
    <>
      <SplitForm />
      <PapersForm />
      <RepositoryForm />
      <VerifyForm />
      <InspectForm />
      <CompareForm />
    </>
  );
}
