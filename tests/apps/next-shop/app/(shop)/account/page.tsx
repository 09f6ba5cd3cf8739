import { deleteAccount, updateDisplayName } from './actions'

export default function AccountPage() {
  return (
    <main>
      <h1>Your account</h1>
      <form action={updateDisplayName}>
        <input name="name" placeholder="Display name" />
        <button>Save</button>
      </form>
      <form action={deleteAccount}>
        <button>Delete my account</button>
      </form>
    </main>
  )
}
