Source: Kesterholm Cranes
MEDIA RELEASE PR10001
A yard learns to lift again

PORT ANSEL, Varland, Nov. 23, 2026 /NWA-AsiaNet/ --

    -- Two hulls, one crane, and a crew of
       nine

The yard of Kesterholm has lifted its first hull in two years, and it means to 
lift a second one before the ice comes, the company that owns the yard said in a 
note to the harbour.

Photo - https://media.example/hull.jpg

What comes next

The second hull is due in spring.

Media contact:
Tor Lind
press@cranes.example
+99 30 555 0102

SOURCE:  Kesterholm Cranes
