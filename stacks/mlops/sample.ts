/** A first program for Spark: writes a table to a bucket, reads it again and counts. It ends with an error if what it reads is not what it wrote. */
export const SAMPLE = `import sys

from pyspark.sql import SparkSession

bucket, rows = sys.argv[1], int(sys.argv[2])
path = f"s3a://{bucket}/samples/numbers"

spark = SparkSession.builder.getOrCreate()
spark.range(rows).withColumnRenamed("id", "number").write.mode("overwrite").parquet(path)
found = spark.read.parquet(path).count()
print(f"wrote {rows} rows to {path}, read {found}")
spark.stop()
sys.exit(0 if found == rows else 1)
`;
