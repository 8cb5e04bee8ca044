import { Link } from 'react-router';
import { Empty } from '../components/Empty';
import { Page } from '../components/Page';

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Empty title="Nothing lives at this address."><Link to="/">Back to the overview</Link></Empty>
    </Page>
  );
}
