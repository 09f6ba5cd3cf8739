import { db } from '@/lib/db'

export default async function HomePage() {
  const products = await db.product.findMany()
  return (
    <ul>
      {products.map((product) => (
        <li key={product.slug}>{product.name}</li>
      ))}
    </ul>
  )
}
